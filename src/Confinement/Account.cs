using System.Globalization;

namespace Damon.Confinement;

/// <summary>A user and a group, by number.</summary>
/// <param name="Uid">User id.</param>
/// <param name="Gid">Group id.</param>
public readonly record struct Account(uint Uid, uint Gid)
{
    /// <summary>Reads <c>UID:GID</c>, or <c>UID</c> for a group of the same number; null when it is neither.</summary>
    public static Account? Parse(string text)
    {
        var parts = text.Split(':');
        return parts.Length <= 2 && Number(parts[0]) is { } uid && Number(parts[^1]) is { } gid ? new Account(uid, gid) : null;
    }

    // The largest number means "leave it" to the kernel.
    private static uint? Number(string text)
        => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number != uint.MaxValue ? number : null;
}
