-- The 19th, 20th and 21st birthdays of everybody who may be a care leaver: looked after at all
-- since the 16th birthday, or in a return. Birthdays themselves are not published.
with looked_after as (

    -- A day counts when the child was looked after at its end (C03); short breaks never do (C10).
    select
        children.child_id,
        coalesce(sum(greatest(0, coalesce(periods.end_date, as_at.data_as_at + 1) - greatest(
            periods.start_date, {{ birthday('children.date_of_birth', 14) }}
        ))) filter (where periods.child_id is not null), 0)::integer as days_since_14,
        coalesce(bool_or(coalesce(periods.end_date, 'infinity') > greatest(
            periods.start_date, {{ birthday('children.date_of_birth', 16) }}
        )) filter (where periods.child_id is not null), false) as is_looked_after_since_16,
        max(coalesce(periods.end_date, 'infinity')) filter (where periods.child_id is not null) as last_day,
        (array_agg(periods.end_reason_code order by periods.start_date desc))[1] as last_end_reason_code
    from {{ ref('int_children') }} as children
    cross join {{ ref('int_as_at') }} as as_at
    left join {{ ref('fct_periods_of_care') }} as periods
        on periods.child_id = children.child_id
        and not periods.is_short_break
    where {{ birthday('children.date_of_birth', 19) }} <= as_at.data_as_at
    group by children.child_id

),

birthdays as (

    select
        children.*,
        ages.age_point,
        {{ birthday('children.date_of_birth', 'ages.age_point') }} as birthday
    from {{ ref('int_children') }} as children
    cross join (values (19), (20), (21)) as ages (age_point)

)

select
    birthdays.child_id,
    birthdays.age_point::text as age_point_code,
    birthdays.birthday,
    {{ add_months('birthdays.birthday', -3) }} as window_start,
    {{ add_months('birthdays.birthday', 1) }} as window_end,
    birthdays.sex,
    birthdays.is_uasc_ever,
    looked_after.days_since_14,
    looked_after.is_looked_after_since_16,
    case
        when birthdays.is_other_authority_child then 'other_authority_child'
        when looked_after.days_since_14 < 91 or not looked_after.is_looked_after_since_16 then 'not_eligible'
        when birthdays.death_date <= birthdays.birthday or looked_after.last_end_reason_code = 'E2' then 'died'
        when looked_after.last_end_reason_code = 'E3' then 'other_authority'
        when looked_after.last_day > birthdays.birthday then 'still_looked_after'
    end as exclusion_reason
from birthdays
inner join looked_after on looked_after.child_id = birthdays.child_id
cross join {{ ref('int_as_at') }} as as_at
where birthdays.birthday between date '{{ first_period_start() }}' and as_at.data_as_at
