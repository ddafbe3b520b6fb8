{{ stage('ssd_involvements') }}
