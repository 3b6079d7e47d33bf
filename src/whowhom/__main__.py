from whowhom.cli import main

raise SystemExit(main())
