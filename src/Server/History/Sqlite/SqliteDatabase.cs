using Damon.Server.Configuration;
using Damon.Server.History.Sqlite.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite;

/// <summary>The SQLite file: opened once for writing, and anew for every reader.</summary>
/// <param name="path">Where it is.</param>
/// <param name="maxMegabytes">Largest size of the file, MiB; 0 for no bound but the disk's.</param>
/// <param name="reserveMegabytes">Room that is kept for deleting, MiB; 0 for none.</param>
internal sealed class SqliteDatabase(string path, int maxMegabytes, int reserveMegabytes = 0) : IDisposable
{
    private const int PageSize = 4096;
    private const int IncrementalVacuum = 2;

    /// <summary>EROFS.</summary>
    private const int ReadOnlyFileSystem = 30;

    /// <summary>Less than this is no room: the index of the log alone takes 32 KiB.</summary>
    private const long NoRoom = 128 << 10;

    private LockFile? _lock;
    private string? _vfs;

    static SqliteDatabase() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    /// <summary>Where it is.</summary>
    public string Path => path;

    /// <summary>Room that is kept for deleting.</summary>
    public DiskReserve Reserve { get; } = new(path + ".reserve", reserveMegabytes * 1_048_576L);

    /// <summary>Creates the file or brings its schema up to date, and keeps other servers out.</summary>
    /// <exception cref="StartupException">It cannot be used; the message says why.</exception>
    public void Prepare()
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Lock();
            CreatePrivate();
            try
            {
                Open();
            }
            catch (SqliteException) when (Reserve.Free < NoRoom)
            {
                // Without room for the index of the log beside the file: then it is held in memory, and the file is this process's alone.
                _vfs = "unix-excl";
                Open();
            }

            Reserve.Keep();
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The database {Path} (Damon:Database) cannot be opened: {Explain(e)}", e);
        }
    }

    /// <summary>The connection of the one writer.</summary>
    public SqliteConnection OpenWriter()
    {
        var connection = Open(SqliteOpenMode.ReadWriteCreate, pooled: false);
        try
        {
            // NORMAL: after a crash of the host the last transactions may be missing, but never a part of one.
            connection.Execute("PRAGMA synchronous = NORMAL;");
            if (connection.ExecuteScalar<int>("PRAGMA auto_vacuum") != IncrementalVacuum)
            {
                // Not where it is so already: it would be written again, which a full disk does not take.
                connection.Execute("PRAGMA auto_vacuum = INCREMENTAL;");
            }

            connection.Execute("PRAGMA journal_mode = WAL;");
            if (maxMegabytes > 0)
            {
                connection.Execute($"PRAGMA max_page_count = {maxMegabytes * (1_048_576L / PageSize)};");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection that only reads.</summary>
    public SqliteConnection OpenReader() => Open(SqliteOpenMode.ReadOnly, pooled: true);

    /// <summary>Whether a failure means that there is no room.</summary>
    public bool IsFull(Exception failure) => failure is SqliteException { SqliteErrorCode: 13 } || (failure is SqliteException or IOException && Reserve.Free < NoRoom);

    /// <summary>What a failure of SQLite or of the file system means for the user.</summary>
    public string Explain(Exception failure) => failure switch
    {
        _ when IsFull(failure) => "the disk, or the size that Damon:History:MaxMegabytes allows, is full. Make room or delete sessions.",
        SqliteException { SqliteErrorCode: 14 } => "the file or its directory cannot be opened by the server's user.",
        SqliteException { SqliteErrorCode: 26 } => "the file is no SQLite database.",
        SqliteException { SqliteErrorCode: 11 } => $"the file is damaged. {HostCommand.CheckDatabase} tells what can still be read; a backup has the rest.",
        SqliteException { SqliteErrorCode: 8 or 10 } when IsDiskReadOnly() =>
            "its disk is read-only, as a disk becomes after an error, which the kernel's log tells. What is stored can be read. Stop the server, mend and mount the disk, and start the server again.",
        SqliteException { SqliteErrorCode: 8 } => "the file is read-only for the server's user.",
        _ => failure.Message,
    };

    public void Dispose()
    {
        SqliteConnection.ClearPool(new SqliteConnection(Connection(SqliteOpenMode.ReadOnly, pooled: true)));
        _lock?.Dispose();
    }

    // Asked of the disk itself: neither SQLite nor the table of mounts knows one that the kernel has closed.
    private bool IsDiskReadOnly()
    {
        try
        {
            using var probe = new FileStream(
                Path + ".probe", new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.HResult == ReadOnlyFileSystem;
        }
    }

    private void Open()
    {
        using var connection = OpenWriter();
        Migrate(connection);
    }

    private static void Migrate(SqliteConnection connection)
    {
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > Migrations.Steps.Count)
        {
            throw new IOException($"its schema has version {version}, this server knows up to {Migrations.Steps.Count}. Use the newer server, or give another database.");
        }

        for (; version < Migrations.Steps.Count; version++)
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Migrations.Steps[version], transaction: transaction);
            connection.Execute($"PRAGMA user_version = {version + 1}", transaction: transaction);
            transaction.Commit();
        }
    }

    /// <summary>What was recorded is its owner's; SQLite gives its side files the mode of this one.</summary>
    private void CreatePrivate()
    {
        if (!File.Exists(Path))
        {
            using var file = new FileStream(Path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
    }

    /// <summary>Two servers on one history would each declare the other's sessions interrupted.</summary>
    private void Lock() => _lock = LockFile.Take(Path, "uses it", "another database");

    private SqliteConnection Open(SqliteOpenMode mode, bool pooled)
    {
        var connection = new SqliteConnection(Connection(mode, pooled));
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private string Connection(SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = Path,
        Mode = mode,
        ForeignKeys = true,
        Pooling = pooled,
        DefaultTimeout = 10,
        Vfs = _vfs,
    }.ToString();
}
