-- Each child once, with the date of birth that ages are computed from. Never published.
{%- set naming_models = [
    'stg_looked_after_episodes', 'stg_looked_after_reviews', 'stg_child_protection_plans',
    'stg_initial_conferences', 'stg_review_conferences', 'stg_escalations', 'stg_advocacy_referrals',
] %}
with unaccompanied as (

    select distinct child_id
    from {{ ref('stg_immigration_statuses') }}
    where status_code in ('UASC', 'FORMER_UASC')

),

-- A child whose own record is missing is a recording gap, and is counted all the same.
named as (

    select child_id from {{ ref('stg_children') }}
    {%- for naming_model in naming_models %}
    union
    select child_id from {{ ref(naming_model) }}
    {%- endfor %}

)

select
    named.child_id,
    children.child_id is not null as has_record,
    children.date_of_birth,
    children.expected_date_of_birth,
    children.death_date,
    case when upper(children.sex) in ('M', 'F') then upper(children.sex) else 'U' end as sex,
    -- The standard's guidance prints Chinese as CNHE; the code is CHNE (C13).
    case upper(children.ethnicity_code) when 'CNHE' then 'CHNE' else upper(children.ethnicity_code) end
        as ethnicity_code,
    coalesce(details.is_other_authority_child, false) as is_other_authority_child,
    unaccompanied.child_id is not null as is_uasc_ever
from named
left join {{ ref('stg_children') }} as children on children.child_id = named.child_id
left join {{ ref('stg_child_details') }} as details on details.child_id = named.child_id
left join unaccompanied on unaccompanied.child_id = named.child_id
where named.child_id is not null
