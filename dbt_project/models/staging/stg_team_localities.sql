{{ stage('iru_team_localities') }}
