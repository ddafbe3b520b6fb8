{{ stage('ssd_disability') }}
