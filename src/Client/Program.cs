using Damon.Client;
using Damon.Client.Access;
using Damon.Client.Api;
using Damon.Client.Live;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
builder.RootComponents.Add<HeadOutlet>("head::after");

builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddScoped(_ => new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) });
builder.Services.AddScoped<AccessState>();
builder.Services.AddScoped<ApiClient>();
builder.Services.AddScoped<AccessClient>();
builder.Services.AddTransient<IWatchClient, HubWatchClient>();

await builder.Build().RunAsync();
