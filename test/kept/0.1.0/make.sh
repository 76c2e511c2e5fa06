#!/bin/sh
# Made the archives beside this file: run once, by plumbline 0.1.0.
# usage: make.sh PLUMBLINE FOLDER    (FOLDER is new; what is kept ends up in it)
set -eu
umask 077
plumbline=$1
out=$2
mkdir "$out"
cd "$out"
export PLUMBLINE_DATA="$out/data"
# The clock stands still, so that no act is later than the clock of whoever reads them.
export NODE_OPTIONS='--import "data:text/javascript,Date.now = () => Date.UTC(2026, 5, 1, 12)"'

# County 30, with a case closed long ago whose records are erased below.
cat > erased.ndjson <<'RECORDS'
{"id":"0e0e0e0e-0000-4000-8000-000000000001","type":"ParticipantRegistered","county":"30","effective":"2001-02-01","data":{"participant":"N-GONE","name":{"first":"Gone","last":"Forgood"}},"recorded":"2001-02-01T16:00:00Z"}
{"id":"0e0e0e0e-0000-4000-8000-000000000002","type":"CaseOpened","county":"30","case":"309999999","effective":"2001-02-01","data":{"ncp":{"participant":"N-GONE","role":"father"},"payee":{"participant":"N-GONE","kind":"custodial-parent"},"program":"none","intake":"application"},"recorded":"2001-02-01T16:01:00Z"}
{"id":"0e0e0e0e-0000-4000-8000-000000000003","type":"CaseClosed","county":"30","case":"309999999","effective":"2002-03-01","data":{"reason":"no-current-support"},"recorded":"2002-03-01T16:00:00Z"}
RECORDS
"$plumbline" simulate --county 19 --cases 2 --from 2006-08 --to 2006-10 --seed kept --late 0.1 --correct 0.05 > 19.ndjson
"$plumbline" simulate --county 30 --cases 3 --from 2006-08 --to 2006-11 --seed kept > 30.ndjson
"$plumbline" ingest 19.ndjson erased.ndjson 30.ndjson

submit() { "$plumbline" submit "$@" --by "A. Clerk"; }
approve() { "$plumbline" approve "$@" --by "D. Rector" --telephone "213 555 0100"; }
august="--county 19 --month 2006-08"
september="--county 19 --month 2006-09"
submit $august --as-of 40 --at 2006-10-10T17:00:00Z
"$plumbline" return $august --version 1 --by "DCSS review" --reason "staff is missing" --at 2006-10-11T17:00:00Z
submit $september --as-of 50 --at 2006-10-12T17:00:00Z
approve $september --version 1 --at 2006-10-13T17:00:00Z
submit $september --comment "Late records came in." --at 2006-11-20T18:00:00Z
approve $september --version 2 --at 2006-11-21T18:00:00Z
submit --county 30 --month 2006-09 --at 2006-12-12T18:00:00Z

"$plumbline" hold place --county 19 --from 2006-09 --by "L. Counsel" --reason "audit 2011-4"
"$plumbline" hold place --county 19 --case 190000001 --by "L. Counsel" --reason "docket BD 123 456"
"$plumbline" hold release --county 19 --hold 2 --by "D. Rector" --reason "settled"
"$plumbline" retention order --county 30 --on 2010-12-15 --by "R. Keeper" --reason "schedule 2010-12"
"$plumbline" retention apply --county 30 --order 1 --by "D. Rector"
"$plumbline" segments rebuild

# The first package by the first key, the second by the next.
"$plumbline" package $september --version 1 --out "$out/cs1257-19-2006-09-v1"
"$plumbline" keys --new
"$plumbline" package $september --version 2 --out "$out/cs1257-19-2006-09-v2-audit" --audit-file

for kept in data cs1257-19-2006-09-v1 cs1257-19-2006-09-v2-audit; do
  # A shared-memory file is of the machine that made it; a log is empty when nobody writes.
  tar --exclude='*.db-shm' --exclude='*.db-wal' --sort=name --mtime=2006-12-31T00:00:00Z --owner=0 --group=0 --numeric-owner -cf - "$kept" | gzip -9n > "$kept.tar.gz"
done
