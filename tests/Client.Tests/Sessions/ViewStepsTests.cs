using Bunit;
using Damon.Client.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Damon.Client.Tests.Sessions;

public sealed class ViewStepsTests : BunitContext
{
    private static readonly ViewSettings Zoomed = new() { FromUs = 1, ToUs = 2 };

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Write_AStep_IsReadBackAndCanBeGoneBackFrom()
    {
        var steps = new ViewSteps(Navigation);

        steps.Write(Zoomed, step: true);

        Assert.Equal(Zoomed, steps.Read());
        Assert.Equal(1, steps.Depth);
        Assert.False(steps.IsForeign(Navigation.Uri));
    }

    [Fact]
    public void Write_NoStep_ReplacesTheAddress()
    {
        var steps = new ViewSteps(Navigation);

        steps.Write(Zoomed, step: false);

        Assert.Equal((Zoomed, 0), (steps.Read(), steps.Depth));
    }

    [Fact]
    public void Write_TheSameAgain_IsNoStep()
    {
        var steps = new ViewSteps(Navigation);
        steps.Write(Zoomed, step: true);

        steps.Write(Zoomed, step: true);

        Assert.Equal(1, steps.Depth);
    }

    [Fact]
    public void IsForeign_AfterGoingBack_IsSoOnceAndTakesTheStepAway()
    {
        var steps = new ViewSteps(Navigation);
        var before = Navigation.Uri;
        steps.Write(Zoomed, step: true);

        Assert.True(steps.IsForeign(before));
        Assert.Equal(0, steps.Depth);
        Assert.False(steps.IsForeign(before));
    }
}
