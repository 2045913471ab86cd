using System.Threading.RateLimiting;
using Damon.Server.Configuration;
using Damon.Server.Problems;
using Damon.Server.Security.Audit;
using Damon.Server.Security.Roles;
using Damon.Server.Security.SignIns;
using Damon.Server.Security.Tokens;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace Damon.Server.Security;

/// <summary>Tokens, roles, audit log, guards and rate limits, in one place.</summary>
internal static class SecuritySetup
{
    /// <summary>Name of the rate limit on starts.</summary>
    public const string StartLimit = "starts";

    public static void AddSecurity(this WebApplicationBuilder builder, DamonSettings settings)
    {
        builder.Services.AddSingleton<AccessTokens>();
        builder.Services.AddSingleton<IAuditLog, FileAuditLog>();
        builder.Services.AddSingleton<FailureThrottle>();
        builder.Services.AddSingleton<TokenGate>();
        builder.Services.AddSingleton<SignInStore>();
        builder.Services.AddSingleton<SignInRegistry>();
        builder.Services.AddSingleton<SignInDesk>();
        builder.Services.AddHostedService<SignInLife>();
        builder.Services.AddAuthentication(TokenHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.SchemeName, null);
        builder.Services.AddAuthorization(static options => options.AddRoles());

        // Nothing here is protected with its keys; the default would write them into the user's home.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.Configure<KeyManagementOptions>(keys => keys.XmlRepository = new ForgottenKeys());
        builder.Services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.Response.Headers.RetryAfter = "60";
                await Problem.Of(StatusCodes.Status429TooManyRequests,
                    $"More than {settings.StartsPerMinute} sessions were to be started within a minute. Wait a minute, or raise Damon:StartsPerMinute.")
                    .ToResult().ExecuteAsync(rejected.HttpContext);
            };
            limits.AddPolicy(StartLimit, _ => RateLimitPartition.GetFixedWindowLimiter("all", _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = settings.StartsPerMinute,
                Window = TimeSpan.FromMinutes(1),
            }));
        });
    }

    public static void UseSecurity(this WebApplication app)
    {
        app.Use(SecurityHeaders);
        app.UseMiddleware<SamplerDoor>();
        app.UseMiddleware<RequestGuard>();
        app.UseMiddleware<TokenLink>();
    }

    private static Task SecurityHeaders(HttpContext context, RequestDelegate next)
    {
        // At the start of the response: an error on the way would clear what is set now.
        context.Response.OnStarting(() =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.XFrameOptions = "DENY";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            if (PagePolicy.IsFor(context.Request.Path))
            {
                context.Response.Headers.ContentSecurityPolicy = PagePolicy.Text;
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
