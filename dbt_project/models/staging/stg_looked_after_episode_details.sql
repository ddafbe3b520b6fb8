{{ stage('iru_cla_episodes') }}
