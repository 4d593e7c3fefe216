//! Where `afterglow serve` can be reached by other machines: its names, its certificate, its passphrase.

use std::io::{IsTerminal, Read};
use std::net::{IpAddr, SocketAddr, UdpSocket};
use std::path::{Path, PathBuf};

use afterglow_server::{Access, PassphraseError, Tls};
use afterglow_wording::{Wording, args as words};
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::cli::ServeArgs;
use crate::clock;
use crate::output::Failure;

/// What it takes to answer other machines.
pub(super) struct Reach {
    pub(super) access: Access,
    pub(super) tls: Tls,
    names: Vec<String>,
}

impl Reach {
    /// Opens the passphrase and the certificate beside the database, and makes what is not there yet.
    pub(super) fn open(args: &ServeArgs, database: &Path, wording: &Wording) -> Result<Self, Failure> {
        let folder = folder(database);
        if args.new_passphrase || args.passphrase_file.is_some() || !Access::is_set(&folder) {
            let passphrase = passphrase(args, wording)?;
            // The same again signs nobody out.
            if !Access::is_kept(&folder, &passphrase) {
                Access::set(&folder, &passphrase).map_err(|error| match error {
                    PassphraseError::Io(error) => at(&folder, &error),
                    error => Failure::Other(error.to_string()),
                })?;
            }
        }
        let now = clock::now();
        let names = names(args);
        let certificate = folder.join("tls.pem");
        let tls =
            Tls::open(&certificate, &all(args, &names), now).map_err(|error| at(&certificate, &error))?;
        let access = Access::open(&folder, names.clone(), now).map_err(|error| at(&folder, &error))?;
        Ok(Self { access, tls, names })
    }

    /// The address to type, the fingerprint to compare, and a code for the camera of a telephone.
    pub(super) fn said(&self, address: SocketAddr, wording: &Wording) -> Vec<String> {
        let host = match address.ip() {
            ip if !ip.is_unspecified() => bracketed(ip),
            ip => outward(ip).map_or_else(|| self.names.first().cloned().unwrap_or_default(), bracketed),
        };
        let url = format!("https://{host}:{}/", address.port());
        let mut said = vec![
            wording.say("serve-open", &words([("address", url.clone())])),
            wording.say("serve-fingerprint", &words([("fingerprint", self.tls.fingerprint().to_owned())])),
        ];
        if let Ok(code) = QrCode::new(&url) {
            said.push(
                code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build(),
            );
        }
        said
    }
}

/// Where passphrase, certificate and the calendar's address are.
pub(super) fn folder(database: &Path) -> PathBuf {
    let beside = database.parent().filter(|parent| !parent.as_os_str().is_empty());
    beside.unwrap_or(Path::new(".")).join("access")
}

fn at(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Other(format!("`{}`: {error}", path.display()))
}

/// From a file, or asked for twice at a terminal.
fn passphrase(args: &ServeArgs, wording: &Wording) -> Result<String, Failure> {
    if let Some(file) = &args.passphrase_file {
        let mut text = String::new();
        let read = if file.as_os_str() == "-" {
            std::io::stdin().read_to_string(&mut text).map(|_| ())
        } else {
            std::fs::read_to_string(file).map(|read| text = read)
        };
        read.map_err(|error| at(file, &error))?;
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    if !std::io::stdin().is_terminal() {
        return Err(Failure::Other(wording.plain("serve-needs-passphrase")));
    }
    let ask = |key: &str| rpassword::prompt_password(format!("{} ", wording.plain(key)));
    let first = ask("serve-choose-passphrase")?;
    if first == ask("serve-repeat-passphrase")? {
        Ok(first)
    } else {
        Err(Failure::Other(wording.plain("serve-passphrases-differ")))
    }
}

/// The names that this machine may be called by: its own, that with which it announces itself, those that were given.
fn names(args: &ServeArgs) -> Vec<String> {
    let own =
        rustix::system::uname().nodename().to_str().map(str::to_owned).ok().filter(|name| !name.is_empty());
    let announced = own.iter().filter(|name| !name.contains('.')).map(|name| format!("{name}.local"));
    args.name.iter().cloned().chain(announced).chain(own.clone()).collect()
}

/// The names and addresses that the certificate is made for.
fn all(args: &ServeArgs, names: &[String]) -> Vec<String> {
    let listens = args.listen.ip();
    let outward = if listens.is_unspecified() { outward(listens) } else { Some(listens) };
    let addresses = outward.map(|ip| ip.to_string());
    let local = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
    names.iter().cloned().chain(addresses).chain(local).collect()
}

/// The address by which other machines most likely reach this one. Nothing is sent.
fn outward(of: IpAddr) -> Option<IpAddr> {
    // Addresses that are kept free for documents: the system only looks up its way there.
    let (from, towards) =
        if of.is_ipv4() { ("0.0.0.0:0", "192.0.2.1:9") } else { ("[::]:0", "[2001:db8::1]:9") };
    let socket = UdpSocket::bind(from).ok()?;
    socket.connect(towards).ok()?;
    socket.local_addr().ok().map(|address| address.ip()).filter(|ip| !ip.is_unspecified())
}

fn bracketed(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}
