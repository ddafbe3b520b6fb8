-- One row per review that was overdue at a month end: due before that day, not held by the end of
-- it, and the child still looked after.
select
    obligations.period_of_care_id || '-' || obligations.sequence_number as obligation_key,
    months.month_end,
    months.month_key,
    obligations.period_of_care_id,
    obligations.child_id,
    obligations.sequence_number,
    obligations.due_date,
    obligations.held_date,
    {{ working_days_between('obligations.due_date', 'months.month_end') }} as working_days_overdue,
    {{ late_band(working_days_between('obligations.due_date', 'months.month_end')) }} as late_band,
    months.age_band,
    months.locality_code,
    months.iro_staff_id,
    months.is_counted,
    months.exclusion_reason
from {{ ref('int_review_obligations') }} as obligations
inner join {{ ref('fct_looked_after_monthly') }} as months
    on months.period_of_care_id = obligations.period_of_care_id
    and months.month_end > obligations.due_date
    and (obligations.held_date is null or obligations.held_date > months.month_end)
