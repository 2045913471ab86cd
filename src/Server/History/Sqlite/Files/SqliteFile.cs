using Damon.Server.Integrity;
using Microsoft.Data.Sqlite;

namespace Damon.Server.History.Sqlite.Files;

/// <summary>The SQLite file as a whole.</summary>
/// <param name="path">Where it is.</param>
internal sealed class SqliteFile(string path) : IHistoryFile
{
    public long Backup(string file)
    {
        RequireFile();
        try
        {
            using (new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite }))
            {
                // What was recorded is its owner's, the copy, too.
            }
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new IOException($"There is a file {file} already; give another name, or remove it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The backup {file} cannot be written: {e.Message}", e);
        }

        try
        {
            Copy(file);
            return new FileInfo(file).Length;
        }
        catch (SqliteException e)
        {
            File.Delete(file);
            throw new IOException($"The database {path} (Damon:Database) could not be copied to {file}: {e.Message}", e);
        }
    }

    public IEnumerable<HistoryFault?> Check(bool structure)
    {
        RequireFile();
        return new SqliteCheck(Open).Go(structure);
    }

    private void Copy(string file)
    {
        using var from = Open();
        using var to = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        to.Open();
        from.BackupDatabase(to);
    }

    // Opened for writing, so that no log is left behind where no server runs.
    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 10 }.ToString());
        try
        {
            connection.Open();
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            throw new IOException($"The database {path} (Damon:Database) cannot be opened: {e.Message}", e);
        }
    }

    private void RequireFile()
    {
        if (!File.Exists(path))
        {
            throw new IOException($"There is no database {path} (Damon:Database).");
        }
    }
}
