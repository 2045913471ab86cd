namespace Damon.Sampler.Tests.Procfs.Uses;

/// <summary>Texts of <c>/proc/PID/maps</c> as real programs had them, shortened.</summary>
internal static class RecordedMaps
{
    /// <summary>OpenJDK 17 with <c>-Xmx300m</c>.</summary>
    public const string JavaGiven = """
        ed400000-ffe00000 rw-p 00000000 00:00 0 
        ffe00000-ffe75000 rw-p 00c77000 fe:00 318148                             /usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa
        ffe75000-fff00000 rw-p 00000000 00:00 0 
        fff00000-fff78000 rw-p 00bff000 fe:00 318148                             /usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa
        fff78000-100000000 rw-p 00000000 00:00 0 
        564edda80000-564eddac7000 rw-p 00000000 00:00 0                          [heap]
        7fd454000000-7fd454021000 rw-p 00000000 00:00 0 
        7fd454021000-7fd458000000 ---p 00000000 00:00 0 
        7fd45c000000-7fd45c116000 rw-p 00000000 00:00 0 
        7fd45c116000-7fd460000000 ---p 00000000 00:00 0 
        7fd47b000000-7fd47b0e0000 rw-p 00000000 00:00 0 
        7fd47b0e0000-7fd47b400000 ---p 00000000 00:00 0 
        7fd47b400000-7fd47b840000 rw-p 00000000 00:00 0 
        7fd47b840000-7fd47f000000 ---p 00000000 00:00 0 
        7fd47f000000-7fd47fbc7000 rw-p 00001000 fe:00 318148                     /usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa
        7fd47fbc7000-7fd480000000 ---p 00000000 00:00 0 
        7fd480000000-7fd480040000 rw-p 00000000 00:00 0 
        7fd480040000-7fd480060000 rw-p 00000000 00:00 0 
        7fd480060000-7fd480080000 ---p 00000000 00:00 0 
        7fd480080000-7fd4800f0000 rw-p 00000000 00:00 0 
        7fd4800f0000-7fd4c0000000 ---p 00000000 00:00 0 
        7fd4c0000000-7fd4c0021000 rw-p 00000000 00:00 0 
        7fd4c0021000-7fd4c4000000 ---p 00000000 00:00 0 
        7fd4cd3fe000-7fd4cd3ff000 ---p 00000000 00:00 0 
        7fd4cd3ff000-7fd4cd4ff000 rw-p 00000000 00:00 0 
        7fd4cd4ff000-7fd4cd503000 ---p 00000000 00:00 0 
        7fd4cd503000-7fd4cd5ff000 rw-p 00000000 00:00 0 
        7fd4cd5ff000-7fd4cd603000 ---p 00000000 00:00 0 
        7fd4cd603000-7fd4cd6ff000 rw-p 00000000 00:00 0 
        7fd4e0000000-7fd4e0270000 rwxp 00000000 00:00 0 
        7fd4e0270000-7fd4e7000000 ---p 00000000 00:00 0 
        7fd4f8000000-7fd4f8a00000 r-xp 00200000 fe:00 318150                     /usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so
        7fd4f9b00000-7fd4f9c80000 r-xp 00026000 fe:00 246301                     /usr/lib/x86_64-linux-gnu/libc.so.6
        7ffd0a79f000-7ffd0a7c0000 rw-p 00000000 00:00 0                          [stack]

        """;

    /// <summary>The same on a host of 24 GiB without a limit: a quarter of them is reserved, in front of 32 GiB.</summary>
    public const string JavaChosen = """
        687400000-69f000000 rw-p 00000000 00:00 0 
        69f000000-7ff800000 ---p 00000000 00:00 0 
        7ff800000-7ffb00000 rw-p 00000000 00:00 0 
        7ffb00000-7ffb75000 rw-p 00c77000 fe:00 318148                           /usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa
        7ffb75000-7ffc00000 rw-p 00000000 00:00 0 
        7ffc00000-7ffc78000 rw-p 00bff000 fe:00 318148                           /usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa
        7ffc78000-800000000 rw-p 00000000 00:00 0 
        7ff938000000-7ff938040000 rw-p 00000000 00:00 0 
        7ff938100000-7ff978000000 ---p 00000000 00:00 0 
        7ff9b8000000-7ff9b8a00000 r-xp 00200000 fe:00 318150                     /usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so

        """;

    /// <summary>Node 20.</summary>
    public const string Node = """
        00b72000-025fe000 r-xp 00772000 fe:00 247946                             /usr/bin/node
        0565d000-05689000 rw-p 00000000 00:00 0 
        05fbc000-0627f000 rw-p 00000000 00:00 0                                  [heap]
        7f5a24000000-7f5a24002000 rw-p 00000000 00:00 0 
        7f5a24002000-7f5a24003000 ---p 00000000 00:00 0 
        7f5a24003000-7f5a2403f000 rwxp 00000000 00:00 0 
        7f5a2403f000-7f5a43e40000 ---p 00000000 00:00 0 
        7f5a44000000-7f5a44021000 rw-p 00000000 00:00 0 
        7f5a44021000-7f5a48000000 ---p 00000000 00:00 0 

        """;

    /// <summary>PostgreSQL 15 with 64 MB of shared buffers.</summary>
    public const string Postgres = """
        55c5cc15c000-55c5cc686000 r-xp 000cd000 fe:00 322217                     /usr/lib/postgresql/15/bin/postgres
        55c5fc038000-55c5fc0f1000 rw-p 00000000 00:00 0                          [heap]
        7f05b9990000-7f05be43e000 rw-s 00000000 00:01 369434                     /dev/zero (deleted)
        7f05c0862000-7f05c0869000 rw-s 00000000 00:1b 108                        /dev/shm/PostgreSQL.1552644436
        7f05c2048000-7f05c2049000 rw-s 00000000 00:01 49                         /SYSV00bcc3ed (deleted)
        7ffebd20e000-7ffebd22f000 rw-p 00000000 00:00 0                          [stack]

        """;
}
