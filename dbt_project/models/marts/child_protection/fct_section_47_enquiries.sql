-- One row per child per section 47 enquiry, with the initial conference it led to.
with first_conference as (

    select distinct on (conferences.enquiry_id)
        conferences.enquiry_id,
        conferences.conference_id,
        conferences.held_date
    from {{ ref('int_conferences') }} as conferences
    cross join {{ ref('int_as_at') }} as as_at
    where conferences.conference_type_code = 'ICPC' and conferences.held_date <= as_at.data_as_at
    order by conferences.enquiry_id, conferences.held_date, conferences.conference_id

),

further_discussions as (

    select enquiry_id, count(*)::integer as further_strategy_discussions
    from {{ ref('stg_section_47_strategy_dates') }}
    group by enquiry_id

),

-- Materialized, or PostgreSQL would count the working days anew for every use of them.
described as materialized (

    select
        enquiries.*,
        details.outcome_code,
        details.is_conference_not_required,
        first_conference.conference_id,
        first_conference.held_date as conference_date,
        coalesce(further_discussions.further_strategy_discussions, 0) as further_strategy_discussions,
        children.sex,
        {{ ethnic_group('children.ethnicity_code') }} as ethnic_group,
        {{ is_unborn_at('children', 'enquiries.strategy_date') }} as is_unborn,
        {{ age_in_years('children.date_of_birth', 'enquiries.strategy_date') }} as age,
        coalesce(localities.locality_code, 'UNKNOWN') as locality_code,
        case
            when enquiries.end_date >= enquiries.strategy_date
                then {{ working_days_between('enquiries.strategy_date', 'enquiries.end_date') }}
        end as working_days_to_end,
        case
            when first_conference.held_date >= enquiries.strategy_date
                then {{ working_days_between('enquiries.strategy_date', 'first_conference.held_date') }}
        end as working_days_to_conference
    from {{ ref('stg_section_47_enquiries') }} as enquiries
    inner join {{ ref('int_children') }} as children on children.child_id = enquiries.child_id
    left join {{ ref('stg_section_47_enquiry_details') }} as details on details.enquiry_id = enquiries.enquiry_id
    left join first_conference on first_conference.enquiry_id = enquiries.enquiry_id
    left join further_discussions on further_discussions.enquiry_id = enquiries.enquiry_id
    left join {{ ref('int_child_localities') }} as localities
        on localities.child_id = enquiries.child_id
        and {{ is_open_at('localities', 'enquiries.strategy_date') }}

)

select
    enquiry_id,
    child_id,
    strategy_date,
    end_date,
    end_date is null as is_open,
    outcome_code,
    coalesce(is_no_further_action, false) as is_no_further_action,
    coalesce(is_conference_not_required, false) as is_conference_not_required,
    further_strategy_discussions,
    conference_id,
    conference_date,
    conference_id is not null as has_led_to_conference,
    sex,
    ethnic_group,
    is_unborn,
    {{ age_band_with_unborn('is_unborn', 'age') }} as age_band,
    locality_code,
    team_id,
    working_days_to_end,
    working_days_to_conference
from described
