//! `relais serve`.

use super::{Clock, Refused, demo, open};
use crate::config::Config;
use crate::duties;
use crate::gateways::from_config;
use crate::router;
use crate::routes::assets;
use crate::seals::sealer;
use app::attendance::live::hub::{Hub, Pace};
use app::door::AppState;
use app::people::caller::Caller;
use app::people::limits::SignInLimits;
use app::people::store::accounts::offer_setup;
use leptos::config::LeptosOptions;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::net::TcpListener;

pub(super) async fn serve(config: &Config, clock: Clock, with_demo: bool) -> Result<(), Refused> {
    let gateways = from_config(config).map_err(|error| Refused(error.to_string()))?;
    let caller = open(config, &clock).await?;
    // Listening comes first: a port that is taken must not have changed anything.
    let listener = TcpListener::bind(config.addr)
        .await
        .map_err(|error| Refused(format!("{} cannot be listened on: {error}", config.addr)))?;
    if with_demo {
        demo::show(&demo::prepare(&caller, false).await?);
    }
    welcome(&caller, &config.public_url).await?;
    // Made now, if there is none: what is read later then changes nothing.
    sealer(&caller, &config.public_url).await?;
    let state = state(config, caller, clock);
    eprintln!("Relais: {}", config.public_url);
    // Dropped when serving ends, and the duties with it.
    let _duties = duties::begin(&state, duties::duties(gateways, &config.public_url));
    let live = state.live.clone();
    let stopped = async move {
        asked_to_stop().await;
        live.close();
    };
    let service = router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, service).with_graceful_shutdown(stopped).await?;
    Ok(())
}

/// What the doors share.
fn state(config: &Config, caller: Caller, clock: Clock) -> AppState {
    let version = assets::version();
    AppState {
        live: Hub::new(caller.db.clone(), clock.clone(), Pace::default()),
        db: caller.db,
        clock,
        desk: Arc::default(),
        runs: Arc::default(),
        undrawn: crate::print::undrawn,
        limits: Arc::new(SignInLimits::default()),
        public_url: config.public_url.as_str().into(),
        leptos: leptos_options(&version),
        assets_version: version.into(),
    }
}

/// Where the browser's half lies.
#[must_use]
pub fn leptos_options(version: &str) -> LeptosOptions {
    LeptosOptions::builder().output_name("office").site_pkg_dir(format!("pkg/{version}")).build()
}

/// While there is no account, shows the one-time link of the first administrator.
async fn welcome(caller: &Caller, public_url: &str) -> Result<(), Refused> {
    if let Some(token) = offer_setup(caller).await? {
        eprintln!("There is no account yet. Open this link within 24 hours to make the first administrator:");
        eprintln!("  {public_url}/setup/{}", token.reveal());
    }
    Ok(())
}

async fn asked_to_stop() {
    let interrupted = async {
        // Without a handler for the signal, only killing stops it: still correct.
        let _ = tokio::signal::ctrl_c().await;
    };
    #[cfg(unix)]
    let terminated = async {
        if let Ok(mut signal) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            signal.recv().await;
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<()>();
    tokio::select! {
        () = interrupted => {}
        () = terminated => {}
    }
}
