{{ compute_indicators('fct_midpoint_obligations') }}
