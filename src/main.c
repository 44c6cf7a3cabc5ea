#include <stdio.h>

int main(void)
{
    puts("askpost");
    return 0;
}
