{{ stage('iru_lado_child_links') }}
