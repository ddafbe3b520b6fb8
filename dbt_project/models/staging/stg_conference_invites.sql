{{ stage('iru_conference_invites') }}
