using Damon.Model.Addresses;
using Damon.Sampler.Monitoring;
using Damon.Sampler.Monitoring.Lenses;

namespace Damon.Sampler.Sources;

/// <summary>The lens of a session that is sampled by this program: opened and read on the thread that samples.</summary>
internal sealed class SampledLenses(MonitoringThread thread) : ILenses
{
    private const string NotRunning = "The session does not sample any more.";

    /// <inheritdoc/>
    public Task<LensView> Open(int target, AddressRange range) => Ask(lenses => lenses.Open(target, range));

    /// <inheritdoc/>
    public Task<LensView> Show() => Ask(static lenses => lenses.Show());

    /// <inheritdoc/>
    public Task<LensView> Close() => Ask(static lenses => lenses.Close());

    /// <inheritdoc/>
    public Task<LensAges> Read(AddressRange wanted) => Ask(lenses => lenses.Read(wanted));

    private async Task<T> Ask<T>(Func<LensRounds, T> order)
    {
        var asked = thread.Ask(plan => order(plan.Lenses ?? throw new LensException(
            LensProblem.Unavailable, "The plan kernel samples regions and can't follow every page: start the session with the plan adaptive.")));
        try
        {
            return await (asked ?? throw new LensException(LensProblem.NotRunning, NotRunning));
        }
        catch (OperationCanceledException)
        {
            throw new LensException(LensProblem.NotRunning, NotRunning);
        }
    }
}
