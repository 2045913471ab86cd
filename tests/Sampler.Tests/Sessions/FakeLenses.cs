using Damon.Model.Addresses;
using Damon.Sampler.Monitoring.Lenses;
using Damon.Sampler.Sources;

namespace Damon.Sampler.Tests.Sessions;

/// <summary>A lens that answers as a test wants it.</summary>
internal sealed class FakeLenses : ILenses
{
    private readonly List<AddressRange> _read = [];

    /// <summary>What stands in the way of every call.</summary>
    public Exception? Fault { get; set; }

    public LensView? Lens { get; private set; }

    /// <summary>What was asked for.</summary>
    public IReadOnlyList<AddressRange> Reads => _read;

    public byte[] Ages { get; set; } = [1, 2, 3];

    public Task<LensView> Open(int target, AddressRange range) => Answer(() => Lens = new LensView(target, range, 5, 6));

    public Task<LensView> Show() => Answer(() => Lens!);

    public Task<LensView> Close() => Answer(() => Lens!);

    public Task<LensAges> Read(AddressRange wanted) => Answer(() =>
    {
        _read.Add(wanted);
        return new LensAges(new AddressRange(0x1000, 0x1000 + ((ulong)Ages.Length * 4_096)), 7, Ages);
    });

    private Task<T> Answer<T>(Func<T> answer) => Fault is null ? Task.FromResult(answer()) : Task.FromException<T>(Fault);
}
