{{ compute_indicators('fct_periods_of_care') }}
