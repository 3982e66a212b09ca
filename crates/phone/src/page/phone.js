// Seals each photo with the key in the address and hands it over, one after the other.
import { xchacha20poly1305 } from "./seal/chacha.js";

const NONCE_BYTES = 24;
const TRIES = 3;
const { language, words } = JSON.parse(document.getElementById("words").textContent);
const part = (id) => document.getElementById(id);

document.documentElement.lang = language;
part("title").textContent = words.title;
part("choose-words").textContent = words.choose;

/** The key's bytes; none where the address was cut off. */
function keyOf(text) {
  try {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function sealed(key, bytes) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return new Blob([nonce, xchacha20poly1305(key, nonce).encrypt(bytes)]);
}

/** Hands a photo over; a Wi-Fi that drops is given another try. Whether it was taken. */
async function handOver(body) {
  for (let tried = 1; ; tried += 1) {
    try {
      return (await fetch("photos", { method: "POST", body })).status;
    } catch (error) {
      if (tried === TRIES) throw error;
    }
  }
}

async function send(key, file, line) {
  const say = (state, text) => {
    line.dataset.state = state;
    line.textContent = `${file.name}: ${text}`;
  };
  say("sending", words.sending);
  try {
    const status = await handOver(sealed(key, new Uint8Array(await file.arrayBuffer())));
    if (status === 204) say("sent", words.sent);
    else say("failed", status === 422 || status === 413 ? words.not_taken : words.not_sent);
  } catch {
    say("failed", words.not_sent);
  }
}

const key = keyOf(location.hash.slice(1));
if (key.length === 32) {
  part("choose").hidden = false;
  part("photos").addEventListener("change", async ({ target }) => {
    const lines = [...target.files].map((file) => {
      const line = document.createElement("li");
      part("sent").prepend(line);
      return [file, line];
    });
    target.value = "";
    for (const [file, line] of lines) await send(key, file, line);
  });
} else {
  part("wrong").textContent = words.no_key;
}
