//! The alarm for immediate reports: two tones and words. Nothing else in the product makes a sound.

use leptos::prelude::*;
use trucban_text::{format, frame};
use wasm_bindgen::JsValue;
use web_sys::{AudioContext, OscillatorType};

use crate::kit::toast::{Toasts, Urgency};
use crate::language::Language;
use crate::standing::Standing;

/// Each tone: pitch in hertz, start and end in seconds.
const TONES: [(f32, f64, f64); 2] = [(880.0, 0.0, 0.22), (660.0, 0.26, 0.60)];
const LOUDNESS: f32 = 0.25;
/// A tone that stops at once clicks.
const FADE_S: f64 = 0.03;

/// Sounds and tells whenever the count of arrived immediate reports grows.
pub fn follow() {
    let (toasts, lang) = (Toasts::here(), Language::here());
    let arrivals = Standing::here().part(|status| status.urgent_arrivals);
    let context = StoredValue::<Option<AudioContext>, LocalStorage>::new_local(None);
    Effect::new(move |known: Option<Option<u64>>| {
        let (now, known) = (arrivals.get(), known.flatten());
        if let (Some(now), Some(known)) = (now, known) {
            match now.saturating_sub(known) {
                0 => {}
                arrived => {
                    let words = untrack(|| words(lang, arrived));
                    toasts.show(Urgency::Alert, words);
                    sound(context);
                }
            }
        }
        now.or(known)
    });
}

fn words(lang: Language, arrived: u64) -> String {
    if arrived == 1 {
        lang.say(frame::URGENT_ONE).to_owned()
    } else {
        lang.fill(frame::URGENT_MANY, [&format::count(lang.get(), arrived)])
    }
}

/// Sounds if this machine can; the words are there in any case.
fn sound(context: StoredValue<Option<AudioContext>, LocalStorage>) {
    let made = context.get_value().or_else(|| AudioContext::new().ok());
    if let Some(audio) = &made {
        // A context that was made before the first click waits for a word to go on.
        let _ = audio.resume();
        let _ = two_tones(audio);
    }
    context.set_value(made);
}

fn two_tones(audio: &AudioContext) -> Result<(), JsValue> {
    let now = audio.current_time();
    for (hertz, from, to) in TONES {
        let (tone, loudness) = (audio.create_oscillator()?, audio.create_gain()?);
        tone.set_type(OscillatorType::Triangle);
        tone.frequency().set_value(hertz);
        loudness.gain().set_value_at_time(LOUDNESS, now + from)?;
        loudness.gain().set_value_at_time(LOUDNESS, now + to - FADE_S)?;
        loudness.gain().linear_ramp_to_value_at_time(0.0, now + to)?;
        tone.connect_with_audio_node(&loudness)?;
        loudness.connect_with_audio_node(&audio.destination())?;
        tone.start_with_when(now + from)?;
        tone.stop_with_when(now + to)?;
    }
    Ok(())
}
