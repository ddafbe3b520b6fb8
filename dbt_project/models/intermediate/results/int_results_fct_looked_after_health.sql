{{ compute_indicators('fct_looked_after_health') }}
