using System.Globalization;

namespace Damon.Sampler.Procfs;

/// <summary>Names of users as <c>/etc/passwd</c> has them; read again when the file has changed.</summary>
internal sealed class UserNames(string passwdPath)
{
    private readonly Lock _gate = new();
    private Dictionary<uint, string> _names = [];
    private DateTime _readAt;

    /// <summary>The user's name, or the number where it has none.</summary>
    public string Of(uint uid)
    {
        lock (_gate)
        {
            Refresh();
            return _names.TryGetValue(uid, out var name) ? name : uid.ToString(CultureInfo.InvariantCulture);
        }
    }

    private void Refresh()
    {
        var changed = File.GetLastWriteTimeUtc(passwdPath);
        if (changed == _readAt)
        {
            return;
        }

        _readAt = changed;
        _names = [];
        if (ProcFile.TryRead(passwdPath, out var text))
        {
            foreach (var line in System.Text.Encoding.UTF8.GetString(text).Split('\n'))
            {
                var fields = line.Split(':');
                if (fields.Length > 2 && uint.TryParse(fields[2], CultureInfo.InvariantCulture, out var uid))
                {
                    _names.TryAdd(uid, fields[0]);
                }
            }
        }
    }
}
