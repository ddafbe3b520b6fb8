{{ compute_indicators('fct_allegations') }}
