{{ compute_indicators('fct_staff_monthly') }}
