using System.Globalization;

namespace Damon.Sampler.Tests.Live;

/// <summary>Huge pages set aside for a test, and given back after it.</summary>
internal sealed class HugePagePool : IDisposable
{
    private const string File = "/proc/sys/vm/nr_hugepages";

    private readonly int _before;

    private HugePagePool(int before) => _before = before;

    /// <summary>Sets pages aside; null where that is not allowed, or there is no memory for them.</summary>
    public static HugePagePool? Reserve(int pages)
    {
        try
        {
            var pool = new HugePagePool(Read());
            Write(pool._before + pages);
            if (Read() >= pool._before + pages)
            {
                return pool;
            }

            pool.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Dispose() => Write(_before);

    private static int Read() => int.Parse(System.IO.File.ReadAllText(File), CultureInfo.InvariantCulture);

    private static void Write(int pages) => System.IO.File.WriteAllText(File, pages.ToString(CultureInfo.InvariantCulture));
}
