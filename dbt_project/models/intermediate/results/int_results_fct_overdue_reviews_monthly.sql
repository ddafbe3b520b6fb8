{{ compute_indicators('fct_overdue_reviews_monthly') }}
