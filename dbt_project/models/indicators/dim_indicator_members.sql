-- The members an indicator can be broken down by, with the labels and the order reports use.
with code_lists (breakdown, list_name) as (

    values
    {%- for breakdown, list_name in breakdown_code_lists().items() %}
        ('{{ breakdown }}', '{{ list_name }}'){{ ',' if not loop.last }}
    {%- endfor %}

),

members as (

    select breakdown, member, label, sort_order, is_not_recorded
    from {{ ref('indicator_members') }}
    union all
    select code_lists.breakdown, codes.code, codes.label, codes.sort_order, codes.code = 'UNKNOWN'
    from code_lists
    inner join {{ ref('contract_codes') }} as codes on codes.list_name = code_lists.list_name

),

-- A record without a code, or with one that is not in the list, must still be seen.
lacking as (

    select
        breakdown,
        '{{ unknown_member() }}' as member,
        'Not recorded' as label,
        max(sort_order) + 1 as sort_order,
        true as is_not_recorded
    from members
    where breakdown in (select code_lists.breakdown from code_lists)
    group by breakdown
    having not bool_or(is_not_recorded)

)

select
    everything.breakdown,
    everything.member,
    everything.label,
    everything.sort_order::integer as sort_order,
    everything.is_not_recorded
from (select * from members union all select * from lacking) as everything
