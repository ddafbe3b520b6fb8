{# Answers of the IRO's monitoring form (C20, C28). #}

{# Why an answer is neither a Yes nor a No; empty when it is one of them. #}
{% macro answer_exclusion(answer) -%}
  case
        when {{ answer }} in ('YES', 'NO') then null
        when {{ answer }} = 'NA' then 'not_applicable'
        else 'not_answered'
    end
{%- endmacro %}

{# A contact with the child that prepared this review and not the one before. #}
{% macro is_before_review() -%}
  contacts.consultation_date <= reviews.held_date
        and contacts.consultation_date >= coalesce(reviews.previous_held_date + 1, periods.start_date)
{%- endmacro %}
