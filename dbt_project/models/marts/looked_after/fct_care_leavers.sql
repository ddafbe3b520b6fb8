-- One row per young person once looked after and birthday from the 19th to the 21st: what was
-- known around it. Who is no care leaver of ours, or has a return without being one, says why.
with latest_states as (

    select distinct on (child_id) *
    from {{ ref('stg_care_leavers') }}
    order by child_id, latest_contact_date desc nulls last, care_leaver_row_id

),

answered as (

    select
        birthdays.*,
        returns.child_id is not null as is_returned,
        -- An answer that is true of another time says nothing about the birthday.
        coalesce(not returns.status_date between birthdays.window_start and birthdays.window_end, false)
            as is_answer_outside_window,
        returns.in_touch_code as returned_in_touch_code,
        returns.activity_code as returned_activity_code,
        returns.accommodation_code as returned_accommodation_code,
        returns.suitability_code as returned_suitability_code,
        states.child_id is not null as has_state_of_the_time,
        states.in_touch_code as state_in_touch_code,
        states.activity_code as state_activity_code,
        states.accommodation_code as state_accommodation_code,
        states.suitability_code as state_suitability_code
    from {{ ref('int_care_leaver_birthdays') }} as birthdays
    left join {{ ref('stg_care_leaver_returns') }} as returns
        on returns.child_id = birthdays.child_id
        and returns.age_point_code = birthdays.age_point_code
    -- The standard keeps the latest state only: it serves where the contact lies in the window.
    left join latest_states as states
        on states.child_id = birthdays.child_id
        and states.latest_contact_date between birthdays.window_start and birthdays.window_end
    where birthdays.exclusion_reason is distinct from 'not_eligible'
        or returns.child_id is not null

),

chosen as (

    select
        *,
        {%- for answer in ['in_touch', 'activity', 'accommodation', 'suitability'] %}
        case
            when is_returned and not is_answer_outside_window then returned_{{ answer }}_code
            when has_state_of_the_time then state_{{ answer }}_code
        end as {{ answer }}_code{{ ',' if not loop.last }}
        {%- endfor %}
    from answered

),

judged as (

    select
        *,
        {{ leaver_activity_group('activity_code') }} as activity_group,
        coalesce(
            exclusion_reason,
            case coalesce(returned_in_touch_code, state_in_touch_code)
                when 'DIED' then 'died'
                when 'RHOM' then 'returned_home'
            end
        ) as cohort_exclusion_reason
    from chosen

)

select
    child_id,
    age_point_code,
    date_trunc('month', birthday)::date as birthday_month,
    sex,
    is_uasc_ever,
    days_since_14 as days_looked_after_since_14,
    cohort_exclusion_reason is null as is_in_cohort,
    cohort_exclusion_reason as exclusion_reason,
    is_returned,
    is_answer_outside_window,
    in_touch_code,
    coalesce(in_touch_code = 'YES', false) as is_in_touch,
    activity_code,
    activity_group,
    activity_group in ('full_time', 'part_time') as is_in_education_or_work,
    activity_group in ('illness_or_disability', 'other_circumstances', 'pregnancy_or_parenting')
        as is_not_in_education_or_work,
    activity_group = 'unknown' as is_activity_unknown,
    accommodation_code,
    suitability_code
from judged
