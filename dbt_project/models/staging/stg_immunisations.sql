{{ stage('ssd_cla_immunisations') }}
