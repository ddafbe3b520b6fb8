"""Episodes of being looked after, in the manner of the SSDA903 return."""

from iru.quality.check import Gap

EPISODE = {
    "level": "E",
    "entity": "lac_episode",
    "table": "ssd_cla_episodes",
    "role": "business support",
}

CHECKS = [
    Gap(
        **EPISODE,
        id="DQ-LAC-02",
        message="The episode has an end date without a reason, or a reason without an end date.",
        mend="Record both when the episode has ended, and neither while it is open.",
        why="Whether the child is still looked after cannot be told.",
        indicators=("lac_count", "lac_ceased_count", "lac_ceased_reason_pct"),
        source="SSDA903 148",
        sql="""
        select clae_cla_episode_id as record_key, clae_person_id as child_id,
            coalesce(clae_cla_episode_ceased_date, clae_cla_episode_start_date) as event_date
        from {ssd_cla_episodes} as episode
        where (clae_cla_episode_ceased_date is null)
            <> (nullif(btrim(clae_cla_episode_ceased_reason), '') is null)""",
    ),
    Gap(
        **EPISODE,
        id="DQ-LAC-03",
        message="The episode begins before an earlier episode of the child has ended.",
        mend="Correct the dates, so that one episode ends on the day on which the next begins.",
        why="The child is counted twice.",
        indicators=("lac_count", "lac_started_count", "lac_legal_status_pct"),
        source="SSDA903 501, 142",
        sql="""
        select clae_cla_episode_id as record_key, clae_person_id as child_id,
            clae_cla_episode_start_date as event_date
        from {ssd_cla_episodes} as episode
        where exists (
            select 1
            from {ssd_cla_episodes} as earlier
            where earlier.clae_person_id = episode.clae_person_id
                and (earlier.clae_cla_episode_start_date, earlier.clae_cla_episode_id)
                    < (episode.clae_cla_episode_start_date, episode.clae_cla_episode_id)
                and coalesce(earlier.clae_cla_episode_ceased_date, 'infinity')
                    > episode.clae_cla_episode_start_date
        )""",
    ),
]
