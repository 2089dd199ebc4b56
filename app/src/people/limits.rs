//! How often one may try to sign in: by account and by address, because phones
//! of one carrier share an address, and one attacker may have many.

use governor::clock::DefaultClock;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::num::NonZeroU32;

type Limiter = RateLimiter<String, DashMapStateStore<String>, DefaultClock>;

/// Counts attempts in memory; a restart forgets them.
pub struct SignInLimits {
    by_account: Limiter,
    by_address: Limiter,
}

impl SignInLimits {
    /// So many attempts a minute, and as many at once.
    #[must_use]
    pub fn new(per_account: NonZeroU32, per_address: NonZeroU32) -> Self {
        Self {
            by_account: RateLimiter::keyed(Quota::per_minute(per_account)),
            by_address: RateLimiter::keyed(Quota::per_minute(per_address)),
        }
    }

    /// Counts an attempt; false if there were too many.
    #[must_use]
    pub fn allow(&self, account: &str, address: &str) -> bool {
        // Keys of absurd length would fill the memory.
        let account: String = account.chars().take(64).collect();
        let by_account = self.by_account.check_key(&account).is_ok();
        let by_address = self.by_address.check_key(&address.to_owned()).is_ok();
        if self.by_account.len() + self.by_address.len() > 10_000 {
            self.by_account.retain_recent();
            self.by_address.retain_recent();
        }
        by_account && by_address
    }
}

impl Default for SignInLimits {
    /// Ten a minute for an account, sixty for an address.
    fn default() -> Self {
        Self::new(const { NonZeroU32::new(10).unwrap() }, const { NonZeroU32::new(60).unwrap() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_limited_from_every_address_and_an_address_for_every_account() {
        let few = NonZeroU32::new(3).expect("not zero");
        let many = NonZeroU32::new(1000).expect("not zero");
        let limits = SignInLimits::new(few, many);
        let allowed = (0..10).filter(|n| limits.allow("awa", &format!("10.0.0.{n}"))).count();
        assert_eq!(allowed, 3);
        assert!(limits.allow("moussa", "10.0.0.1"));

        let limits = SignInLimits::new(many, few);
        let allowed = (0..10).filter(|n| limits.allow(&format!("login{n}"), "10.0.0.1")).count();
        assert_eq!(allowed, 3);
    }
}
