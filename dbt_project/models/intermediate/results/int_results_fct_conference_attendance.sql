{{ compute_indicators('fct_conference_attendance') }}
