{{ compute_indicators('fct_child_protection_monthly') }}
