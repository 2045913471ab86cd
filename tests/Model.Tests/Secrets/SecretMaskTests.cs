using Damon.Model.Secrets;

namespace Damon.Model.Tests.Secrets;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("app --password=hunter2", "app --password=***")]
    [InlineData("app --password hunter2 -v", "app --password *** -v")]
    [InlineData("app --db-password hunter2", "app --db-password ***")]
    [InlineData("java -Dspring.datasource.password=hunter2 -jar a.jar", "java -Dspring.datasource.password=*** -jar a.jar")]
    [InlineData("server --Damon:Auth:Token=hunter2-hunter2", "server --Damon:Auth:Token=***")]
    [InlineData("env PGPASSWORD=hunter2 psql", "env PGPASSWORD=*** psql")]
    [InlineData("app --clientSecret=hunter2 --apiKey=hunter2", "app --clientSecret=*** --apiKey=***")]
    [InlineData("app --api-key hunter2 --token hunter2", "app --api-key *** --token ***")]
    [InlineData("redis-server *:6379 --requirepass hunter2", "redis-server *:6379 --requirepass ***")]
    [InlineData("psql postgres://ann:hunter2@db/shop", "psql postgres://ann:***@db/shop")]
    [InlineData("curl https://h/api?token=hunter2&page=3", "curl https://h/api?token=***&page=3")]
    [InlineData("curl -u ann:hunter2 https://h/", "curl -u ann:*** https://h/")]
    [InlineData("curl -H Authorization: Bearer hunter2 https://h/", "curl -H Authorization: Bearer *** https://h/")]
    [InlineData("curl -H X-Api-Key:hunter2 https://h/", "curl -H X-Api-Key:*** https://h/")]
    [InlineData("app Server=db;User=sa;Password=hunter2;Timeout=3", "app Server=db;User=sa;Password=***;Timeout=3")]
    [InlineData("app {\"password\":\"hunter2\",\"port\":1}", "app {\"password\":\"***\",\"port\":1}")]
    [InlineData("mysqld_safe mysql -uroot -phunter2", "mysqld_safe mysql -uroot -p***")]
    [InlineData("sshpass -p hunter2 ssh h", "sshpass -p *** ssh h")]
    [InlineData("redis-cli -a hunter2 info", "redis-cli -a *** info")]
    [InlineData("app eyJhbGciOi.eyJzdWIi.abc-_d", "app ***")]
    [InlineData("app ghp_0123456789abcdefghijABCDEFGHIJ", "app ***")]
    [InlineData("docker run --env=DB_PASSWORD=hunter2 x", "docker run --env=DB_PASSWORD=*** x")]
    [InlineData("curl --header X-Api-Key:aa/bb== h", "curl --header X-Api-Key:*** h")]
    [InlineData("openssl rsa -passin pass:hunter2", "openssl rsa -passin ***")]
    public void Of_WhatLooksLikeASecret_IsHidden(string commandLine, string masked)
    {
        Assert.Equal(masked, SecretMask.Of(commandLine));
        Assert.Equal(masked, SecretMask.Of(masked));
    }

    [Theory]
    [InlineData("sleep 60")]
    [InlineData("/usr/lib/postgresql/15/bin/postgres -D /var/lib/postgresql/15/main -c config_file=/etc/postgresql/15/main/postgresql.conf")]
    [InlineData("app --password-file=/run/secrets/db --tls-key=/etc/ssl/a.key --key /etc/ssl/b.pem")]
    [InlineData("app --token-ttl=3600 --max-tokens=4096 --passwordFile x --key-id=3")]
    [InlineData("java -Xmx256m -XX:+UseSerialGC -cp a:b Main")]
    [InlineData("monkey --keyboard=de --compass=north --bypass=1")]
    [InlineData("redis-server *:6379")]
    [InlineData("sh -c read line; exec sleep 60")]
    [InlineData("app http://host:8080/path user@host")]
    [InlineData("app  with  two blanks ")]
    [InlineData("")]
    public void Of_WhatDoesNot_StaysAsItIs(string commandLine) => Assert.Equal(commandLine, SecretMask.Of(commandLine));

    [Fact]
    public void Of_WordsThatHoldBlanks_AreHiddenWhole() =>
        Assert.Equal(
            ["app", "--password=***", "--token", "***", "-H", "Authorization: ***"],
            SecretMask.Of(["app", "--password=two words", "--token", "three words more", "-H", "Authorization: Bearer abc"]));
}
