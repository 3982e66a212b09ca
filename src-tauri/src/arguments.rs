//! The command line of the console.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;

use clap::{Parser, ValueEnum};
use trucban_contract::ipc::{Language, Theme};
use trucban_gnss::Receivers;

/// Trực Ban, the operator console of the city of Huế.
#[derive(Debug, Parser)]
#[command(name = "trucban", version)]
pub struct Arguments {
    /// Folder of this laptop's data; made if it does not exist.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Enrolment document to take in when nobody is enrolled yet.
    #[arg(long, value_name = "FILE")]
    pub enrolment: Option<PathBuf>,
    /// Language of this run, in place of the saved one.
    #[arg(long)]
    pub lang: Option<LanguageArgument>,
    /// Theme of this run, in place of the saved one.
    #[arg(long)]
    pub theme: Option<ThemeArgument>,
    /// Keep the key of the stores in a file, even where the system has a keyring.
    #[arg(long)]
    pub key_file: bool,
    /// Where gpsd listens, if not on this machine at port 2947.
    #[arg(long, value_name = "ADDRESS")]
    pub gpsd: Option<SocketAddr>,
    /// Serial port of a satellite receiver that the system does not know as one.
    #[arg(long, value_name = "PORT")]
    pub gps: Option<String>,
    /// This laptop's address in the network over which phones hand photos over, if not the first of a
    /// local network.
    #[arg(long, value_name = "ADDRESS")]
    pub phone_address: Option<Ipv4Addr>,
    /// Size of the window when it opens, in pixels: 1440x900.
    #[arg(long, value_name = "WxH", value_parser = size)]
    pub size: Option<(u32, u32)>,
}

/// Language, as written on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum LanguageArgument {
    /// Tiếng Việt.
    Vi,
    /// English.
    En,
}

/// Theme, as written on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum ThemeArgument {
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl From<LanguageArgument> for Language {
    fn from(argument: LanguageArgument) -> Self {
        match argument {
            LanguageArgument::Vi => Self::Vi,
            LanguageArgument::En => Self::En,
        }
    }
}

impl From<ThemeArgument> for Theme {
    fn from(argument: ThemeArgument) -> Self {
        match argument {
            ThemeArgument::Light => Self::Light,
            ThemeArgument::Dark => Self::Dark,
        }
    }
}

impl Arguments {
    /// Where satellite receivers may be.
    pub fn receivers(&self) -> Receivers {
        let known = Receivers::default();
        Receivers {
            gpsd: self.gpsd.unwrap_or(known.gpsd),
            ports: self.gps.clone().map(|port| vec![port]).or(known.ports),
        }
    }

    /// The data folder, with its whole path: the one that was named, or `trucban` among the user's
    /// data.
    pub fn folder(&self) -> PathBuf {
        let folder = self.data.clone().unwrap_or_else(Self::usual_folder);
        // A folder without a whole path, where the working folder is gone, is named as it was.
        std::path::absolute(&folder).unwrap_or(folder)
    }

    fn usual_folder() -> PathBuf {
        let variable = |name| std::env::var_os(name).map(PathBuf::from);
        variable("XDG_DATA_HOME")
            .or_else(|| variable("LOCALAPPDATA"))
            .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
            .unwrap_or_default()
            .join("trucban")
    }
}

fn size(text: &str) -> Result<(u32, u32), String> {
    text.split_once('x')
        .and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)))
        .ok_or_else(|| "a size is written 1440x900".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_width_and_height() {
        assert_eq!(size("1280x800"), Ok((1280, 800)));
        assert!(size("1280").is_err() && size("ax800").is_err());
    }

    #[test]
    fn a_folder_is_told_with_its_whole_path() {
        let named = Arguments::parse_from(["trucban", "--data", "laptop"]);
        assert_eq!(named.folder(), std::env::current_dir().unwrap().join("laptop"));
    }
}
