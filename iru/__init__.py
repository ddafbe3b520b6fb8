"""The IRU warehouse: from a case system to a report an Independent Reviewing Unit can sign."""
