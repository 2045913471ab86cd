using Damon.Server.Configuration;
using Damon.Server.Security;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Damon.Server.Hosting;

/// <summary>Where Kestrel listens.</summary>
internal static class Listening
{
    public static void AddListening(this WebApplicationBuilder builder, DamonSettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddHostedService<SamplerSocket>();
        builder.Services.AddHostedService<ReadyLine>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            foreach (var url in settings.Urls)
            {
                Listen(kestrel, url);
            }

            kestrel.ListenUnixSocket(settings.Link.Socket, listen => listen.UsePeerCredentials());
        });
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress url)
    {
        void Configure(ListenOptions listen)
        {
            if (url.IsHttps)
            {
                listen.UseHttps(); // the certificate of Kestrel:Certificates:Default
            }
        }

        if (url.Address is { } address)
        {
            kestrel.Listen(address, url.Port, Configure);
        }
        else
        {
            kestrel.ListenLocalhost(url.Port, Configure);
        }
    }
}
