{{ stage('ssd_sdq_scores') }}
