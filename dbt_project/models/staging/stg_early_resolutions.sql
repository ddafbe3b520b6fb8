{{ stage('iru_early_resolutions') }}
