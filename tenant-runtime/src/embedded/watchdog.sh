# Runs a PostgreSQL server in a new directory, and takes both away once standard
# input ends: then the process at the other end of that pipe has closed it or died.
# Nothing but that directory, which it created itself, is ever removed.
#
#   $1   the directory to create
#   $2   the directory of `initdb` and `postgres`
#   $3   a directory of shared libraries that lack links, or an empty string
#   $4…  the arguments of `postgres`
#
# It must lead a process group of its own. It creates `ended` in the directory when
# the server has ended by itself, and prints the end of the server's log at last.
directory=$1 programs=$2 unlinked=$3
shift 3

# Only the pipe ends it, not whoever signals all processes of a terminal or a user:
# if that is meant for the owner too, the pipe ends with the owner.
trap '' HUP INT QUIT TERM PIPE
ulimit -c 0
exec 3<&0 </dev/null 2>&1

mkdir -m 0700 "$directory" || exit 1

if [ -n "$unlinked" ]; then
    mkdir "$directory/lib"
    for library in "$unlinked"/lib*.so.*.*; do
        link=${library##*/}
        ln -s "$library" "$directory/lib/${link%.*}"
    done
    # Both, as a library that is loaded by a link looks for others beside the link.
    LD_LIBRARY_PATH=$directory/lib:$unlinked${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
fi

# Not interrupted, even if nobody waits for it any more: a killed `initdb` leaves
# shared memory behind, outside of the directory, and it ends soon anyway.
server=
if "$programs/initdb" -D "$directory/data" --username=postgres --auth=trust \
    --encoding=UTF8 --locale=C --no-sync >"$directory/log" 2>&1 3<&-; then
    # Without the shell's ends of both pipes, as those must tell that it is gone.
    {
        "$programs/postgres" -D "$directory/data" "$@" >"$directory/log" 2>&1
        : >"$directory/ended"
    } 3<&- >/dev/null 2>&1 &
    server=$!
else
    : >"$directory/ended"
fi

read -r _ <&3

# SIGQUIT is an immediate shutdown. It goes to the group, as the server is a child of
# the shell in the background, and is repeated, because the server ignores it, as the
# shells do, until it has set a handler.
while [ -n "$server" ] && kill -s 0 "$server" 2>/dev/null; do
    kill -s QUIT -- "-$$"
    sleep 0.01
done

# A server that was killed left this file, whose seventh line ends with the id of its
# shared memory.
lock=$directory/data/postmaster.pid
[ ! -e "$lock" ] || ipcrm -m "$(sed -n '7s/.* //p' "$lock")"

report=$(tail -c 4000 "$directory/log" 2>/dev/null)
# Processes of a server that crashed may still be writing.
rm -rf "$directory" || { sleep 1; rm -rf "$directory"; }
printf '%s\n' "$report"
