{{ compute_indicators('fct_advocacy_referrals') }}
