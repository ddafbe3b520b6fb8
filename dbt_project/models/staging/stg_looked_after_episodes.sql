{{ stage('ssd_cla_episodes') }}
