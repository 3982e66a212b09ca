//! The serial ports at which the system knows a satellite receiver. Others are left alone: to open a port
//! can reset what is plugged in there.

use serialport::{SerialPortInfo, SerialPortType, UsbPortInfo};

/// u-blox, whose chips are in most receivers on USB (usb.ids).
const U_BLOX: u16 = 0x1546;
const WORDS: [&str; 4] = ["gps", "gnss", "u-blox", "ublox"];

/// Their names, as the system has them.
pub(crate) fn of_receivers() -> Vec<String> {
    let ports = serialport::available_ports().unwrap_or_else(|error| {
        tracing::info!(%error, "the serial ports cannot be listed");
        Vec::new()
    });
    ports.into_iter().filter(is_receiver).map(|port| port.port_name).collect()
}

fn is_receiver(port: &SerialPortInfo) -> bool {
    let SerialPortType::UsbPort(UsbPortInfo { vid, product, manufacturer, .. }) = &port.port_type
    else {
        return false;
    };
    let named = [product, manufacturer].into_iter().flatten().any(|name| {
        let name = name.to_ascii_lowercase();
        WORDS.iter().any(|word| name.contains(word))
    });
    named || *vid == U_BLOX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_a_receiver_s_if_its_maker_or_its_name_says_so() {
        let port = |vid, product: &str| SerialPortInfo {
            port_name: "/dev/ttyACM0".to_owned(),
            port_type: SerialPortType::UsbPort(UsbPortInfo {
                vid,
                pid: 1,
                serial_number: None,
                manufacturer: None,
                product: Some(product.to_owned()),
            }),
        };
        assert!(is_receiver(&port(U_BLOX, "CDC")));
        assert!(is_receiver(&port(0x067b, "USB GPS Mouse")));
        assert!(!is_receiver(&port(0x067b, "USB-Serial Controller")));
        let built_in = SerialPortInfo { port_type: SerialPortType::PciPort, ..port(1, "GPS") };
        assert!(!is_receiver(&built_in));
    }
}
