namespace Damon.Sampler.Monitoring;

/// <summary>A process that is monitored, by whichever plan.</summary>
internal interface ILiveTarget
{
    /// <summary>Number of the target in its session, from 0.</summary>
    int Index { get; }

    /// <summary>Whether the process is still there.</summary>
    bool IsValid { get; }

    /// <summary>Lets go of the process.</summary>
    void Close();
}
