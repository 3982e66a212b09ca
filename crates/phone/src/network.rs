//! The local networks that this laptop is on.

use std::net::Ipv4Addr;

use if_addrs::{IfAddr, Interface};

/// How interfaces of a wireless network are called: of Linux, macOS, Windows.
const WIRELESS: [&str; 4] = ["wl", "en0", "wi-fi", "wlan"];

/// A network, by this laptop's place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Network {
    /// This laptop's address.
    pub address: Ipv4Addr,
    /// Leading bits that all addresses of the network share.
    pub prefix: u8,
}

impl Network {
    /// This machine alone.
    pub const LOOPBACK: Self = Self { address: Ipv4Addr::LOCALHOST, prefix: 8 };

    /// Whether `other` is an address of this network.
    pub fn holds(self, other: Ipv4Addr) -> bool {
        let mask = u32::MAX.checked_shl(32 - u32::from(self.prefix.min(32))).unwrap_or(0);
        u32::from(self.address) & mask == u32::from(other) & mask
    }
}

/// The private networks, wireless ones first: that is where phones are.
pub fn networks() -> Vec<Network> {
    let interfaces = if_addrs::get_if_addrs().unwrap_or_else(|error| {
        tracing::info!(%error, "the network interfaces cannot be listed");
        Vec::new()
    });
    in_order(interfaces)
}

fn in_order(interfaces: Vec<Interface>) -> Vec<Network> {
    let mut found: Vec<(bool, Network)> = interfaces
        .into_iter()
        .filter_map(|interface| {
            let IfAddr::V4(of) = &interface.addr else { return None };
            let name = interface.name.to_ascii_lowercase();
            let wired = !WIRELESS.iter().any(|begin| name.starts_with(begin));
            let network = Network { address: of.ip, prefix: of.prefixlen };
            of.ip.is_private().then_some((wired, network))
        })
        .collect();
    found.sort_by_key(|(wired, _)| *wired);
    found.into_iter().map(|(_, network)| network).collect()
}

#[cfg(test)]
mod tests {
    use if_addrs::{IfOperStatus, Ifv4Addr};

    use super::*;

    fn interface(name: &str, ip: [u8; 4]) -> Interface {
        Interface {
            name: name.to_owned(),
            addr: IfAddr::V4(Ifv4Addr {
                ip: ip.into(),
                netmask: [255, 255, 255, 0].into(),
                prefixlen: 24,
                broadcast: None,
            }),
            index: None,
            oper_status: IfOperStatus::Up,
            is_p2p: false,
            #[cfg(windows)]
            adapter_name: String::new(),
        }
    }

    #[test]
    fn wireless_networks_come_first_and_public_addresses_are_none() {
        let found = in_order(vec![
            interface("lo", [127, 0, 0, 1]),
            interface("eth0", [192, 168, 1, 20]),
            interface("ppp0", [113, 160, 1, 1]),
            interface("wlp2s0", [192, 168, 43, 7]),
        ]);
        let addresses: Vec<_> = found.iter().map(|it| it.address.octets()).collect();
        assert_eq!(addresses, [[192, 168, 43, 7], [192, 168, 1, 20]]);
    }

    #[test]
    fn a_network_holds_the_addresses_that_share_its_prefix() {
        let network = Network { address: Ipv4Addr::new(192, 168, 43, 7), prefix: 24 };
        assert!(network.holds(Ipv4Addr::new(192, 168, 43, 250)));
        assert!(!network.holds(Ipv4Addr::new(192, 168, 44, 1)));
        assert!(Network { prefix: 0, ..network }.holds(Ipv4Addr::new(8, 8, 8, 8)));
    }
}
